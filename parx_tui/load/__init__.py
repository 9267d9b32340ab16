"""Building a parx database: the only part of the program that writes one."""
