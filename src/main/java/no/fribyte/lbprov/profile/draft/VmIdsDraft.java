package no.fribyte.lbprov.profile.draft;

import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.model.VmIdRange;
import no.fribyte.lbprov.profile.yaml.Key;
import no.fribyte.lbprov.profile.yaml.MappingType;
import no.fribyte.lbprov.profile.yaml.Named;
import no.fribyte.lbprov.profile.yaml.Names;
import no.fribyte.lbprov.profile.yaml.Placed;
import no.fribyte.lbprov.profile.yaml.Reading;
import no.fribyte.lbprov.profile.yaml.Section;
import no.fribyte.lbprov.profile.yaml.Shape;
import no.fribyte.lbprov.profile.yaml.TextType;
import no.fribyte.lbprov.profile.yaml.Type;

/** Which VMIDs lbprov may take, as it was written. */
public record VmIdsDraft(Optional<Placed<VmIdRange>> range, List<Named<Placed<Integer>>> fixed) {
    static final VmIdsDraft NONE = new VmIdsDraft(Optional.empty(), List.of());

    private static final Key<VmIdRange> RANGE = new Key<>(
            "range",
            new TextType<>("a range of VMIDs", "200-299", "^[1-9][0-9]{2,8}-[1-9][0-9]{2,8}$", VmIdsDraft::range),
            "The VMIDs that lbprov may give, both ends included. This or fixed, or both.");
    private static final Names<Placed<Integer>> FIXED_NAMES = new Names<>(
            "MEMBER", Formats.label("the name of a member", "load-balancer-1"), new PlacedType<>(Formats.VMID));
    private static final Key<List<Named<Placed<Integer>>>> FIXED = new Key<>(
            "fixed", MappingType.named("VMIDs by member", FIXED_NAMES), "The VMIDs of single members, by name.");

    static final Type<VmIdsDraft> TYPE = new MappingType<>(Shape.of("the VMIDs", RANGE, FIXED), VmIdsDraft::read);

    private static VmIdsDraft read(Section section) {
        if (!section.has(RANGE) && !section.has(FIXED)) {
            section.findings()
                    .error(
                            section.where(),
                            "neither range nor fixed is given",
                            "lbprov has to know which VMIDs it may take",
                            "range: 200-299");
        }
        return new VmIdsDraft(section.find(RANGE), section.list(FIXED));
    }

    private static Reading<VmIdRange> range(String text) {
        if (!text.matches("[1-9][0-9]{2,8}-[1-9][0-9]{2,8}")) {
            return Reading.refused("it is two numbers from 100 on with a dash", "a text such as 200-299");
        }
        int dash = text.indexOf('-');
        int first = Integer.parseInt(text.substring(0, dash));
        int last = Integer.parseInt(text.substring(dash + 1));
        return first <= last
                ? Reading.taken(new VmIdRange(new VmId(first), new VmId(last)))
                : Reading.refused("the first number is the higher one", last + "-" + first);
    }
}
