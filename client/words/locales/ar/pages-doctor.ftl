### The doctor's pages.
