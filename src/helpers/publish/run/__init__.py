"""Running notebooks: one job in, one executed notebook and one outcome out.

Every notebook is run by papermill, each in a process of its own: forked from one warm process that has the libraries
imported (`fork`), or in papermill's own kernel where there is no fork (`stock`). Both give the same cells, outputs and
mime types. `runner.run_notebooks` is the way in.

May import the floors below `publish`. papermill looks for engines by importing this package, so nothing here may
import papermill, IPython or a notebook library at the top of a module that `engine` needs.
"""
