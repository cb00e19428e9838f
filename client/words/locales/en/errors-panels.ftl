### Errors of the panels that belong to no page: listening, pictures of cards (client/panels).

panels-one-address = the panels listen at one address, not at all of this machine's
panels-one-address-next = Name the address that the browser will use, or leave --listen out for this machine alone.
panels-listening = listening at { $address }
panels-listening-next = Choose another port, or 0 for a free one.
panels-no-users = this system does not say which user a connection belongs to (there is no /proc/net/tcp), so other users of the machine could not be kept out of the panels
panels-no-users-next = Where you are its only user, serve them with --trust-local-users.
panels-picture-busy = other pictures are being read, and this one would have to wait for them
panels-picture-busy-next = Paste the card, or try again in a minute.
panels-picture-slow = reading this picture takes too long
panels-picture-smaller = Take a smaller one, of the code alone, or paste the card.
panels-picture-no-code = there is no QR code in this picture that can be read
panels-picture-no-code-next = Take it from nearer, straight and without reflections, or paste the card.
panels-picture-no-card = the QR code in this picture is no registration card of medink
panels-picture-no-card-next = Ask for the code on the page Account, or paste the card.
panels-picture-large = this picture is too large
panels-picture-codes = there are too many QR codes in this picture, or what looks like them
panels-picture-codes-next = Take one of the code alone, or paste the card.
panels-no-picture = this is no picture that can be read here
panels-no-picture-next = Take a photo or a screenshot, as PNG or JPEG, or paste the card.
guard-not-here = this address is not the one that medink serves its pages at
guard-another-site = another site may not load anything from here
guard-asked-elsewhere = what another site asks for is not done
guard-from-nowhere = what does not say where it comes from is not done
