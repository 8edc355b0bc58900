"""What tests of malplan and of its plugins share; needs the extra ``malplan[testing]``."""
