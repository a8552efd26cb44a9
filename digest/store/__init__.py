"""What happened: articles seen, editions, deliveries; one method is one transaction."""
