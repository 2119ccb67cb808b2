"""The golden thread on pages: priorities, outcomes, measures, actions and services; goals and equality as ways in."""
