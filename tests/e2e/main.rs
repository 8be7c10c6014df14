//! Journeys in the real application.
