"""Papers of materials: of a document, of an event, of a store, of a relay (SPEC S, D); each the campaign's own form."""
