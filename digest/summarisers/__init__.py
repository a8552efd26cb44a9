"""Who writes the stories: plugs that fit the Summariser socket."""
