"""How the shipped language model is made from its corpora, and how it is measured."""
