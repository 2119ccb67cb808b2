"""Fifth floor: plan the reports, run the notebooks, render site and papers, freeze an edition.

May import all floors below.
"""
