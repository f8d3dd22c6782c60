"""Upkeep of an instance: set up, filled, backed up, restored, tidied and looked after."""
