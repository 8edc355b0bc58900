"""Reads a form that somebody filled in: from the file, over what it says, to a plan."""
