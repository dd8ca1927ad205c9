//! Imports over a catalogue in memory, and over scripted answers for stock.

use super::*;
