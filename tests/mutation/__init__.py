"""What became of the mutants of mutmut, and why those are left that no test tells from the code."""
