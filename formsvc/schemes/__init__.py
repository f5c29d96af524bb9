"""What a scheme is: definitions read from `forms/`, frozen and checked."""
