"""The outputs that come with malplan; they register as everyone's do."""
