"""Loading the files of an office into its database, step by step.

``pipeline`` goes the whole way. ``formats`` reads a file as sheets of texts, ``headers`` tells which column is which,
``rows`` reads the texts of the rows, by ``values`` and by ``matching`` the names in them, ``kinds`` says where rows of
each kind go, and ``store`` writes the database anew. Each step knows those before it alone.
"""
