"""Reading a parx database: views, questions and answers. Knows neither Textual nor Rich."""
