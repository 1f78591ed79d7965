"""The actions of plans: how each goes, in its owner's words."""
