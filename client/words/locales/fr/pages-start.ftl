### Les pages que tout le monde voit : accueil, comptes, et les parties communes.
