### The patient's pages.
