package no.fribyte.lbprov.profile.rule;

import java.util.List;
import java.util.stream.Stream;

/** Every rule there is. */
public final class Rules {
    private Rules() {}

    /** Those about an inventory alone. */
    public static List<Rule> ofPlaces() {
        return NodeRules.all();
    }

    public static List<Rule> all() {
        return Stream.of(
                        NetworkRules.all(),
                        MemberRules.all(),
                        VirtualIpRules.all(),
                        ServiceRules.all(),
                        HaproxyRules.all(),
                        BackendRules.all(),
                        VpnRules.all(),
                        VpnMemberRules.all(),
                        GuestRules.all(),
                        NodeRules.all(),
                        PlaceRules.all(),
                        NeighbourRules.all())
                .flatMap(List::stream)
                .toList();
    }
}
