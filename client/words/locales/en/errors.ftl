### What went wrong and what to do next: core, chain, store, seal and local.
