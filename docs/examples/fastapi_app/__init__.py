"""Målplaner on an intranet: a small app with FastAPI around malplan."""
