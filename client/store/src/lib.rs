//! Where ciphertext lives: the ContentStore trait and the store in process
