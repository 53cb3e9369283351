"""A small local news world, all of it invented: outlets, their articles and pages, and a morning of sharing them."""
