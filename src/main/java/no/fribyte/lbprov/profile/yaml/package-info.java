/** Reads YAML by typed keys, remembering the place of every value and collecting every problem. */
@NullMarked
package no.fribyte.lbprov.profile.yaml;

import org.jspecify.annotations.NullMarked;
