/** What must hold between the parts of a profile, its inventory and its neighbours: small rules, one sentence each. */
@NullMarked
package no.fribyte.lbprov.profile.rule;

import org.jspecify.annotations.NullMarked;
