"""Workbooks of anyone: taken for hostile until shown otherwise, then read one sheet at a time.

May import what its floor may.
"""
