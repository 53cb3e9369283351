"""Reading: an Article in, a Brief out. Pure: no I/O, the same Brief for the same Article."""
