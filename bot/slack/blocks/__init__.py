"""What people see, as Block Kit. Pure: values in, a Message or a view out; nothing here sends."""
