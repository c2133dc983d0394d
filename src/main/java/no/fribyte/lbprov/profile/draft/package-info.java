/** Profile and inventory as they were written: every part may be missing, every value knows its place. */
@NullMarked
package no.fribyte.lbprov.profile.draft;

import org.jspecify.annotations.NullMarked;
