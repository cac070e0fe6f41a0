print("daefuse")
