package no.fribyte.lbprov.profile.draft;

import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.model.WireGuardKey;
import no.fribyte.lbprov.profile.yaml.Key;
import no.fribyte.lbprov.profile.yaml.MappingType;
import no.fribyte.lbprov.profile.yaml.Names;
import no.fribyte.lbprov.profile.yaml.Placed;
import no.fribyte.lbprov.profile.yaml.Section;
import no.fribyte.lbprov.profile.yaml.Shape;
import no.fribyte.lbprov.profile.yaml.Type;

/** A member of the VPN as it was written. */
public record VpnMemberDraft(
        List<Placed<IpAddress>> addresses, Optional<Placed<WireGuardKey>> key, Optional<String> comment) {
    private static final Key<List<Placed<IpAddress>>> ADDRESS = new Key<>(
            "address", Formats.ADDRESSES, "The member's own address in the VPN, or one per family. Required.");
    private static final Key<WireGuardKey> KEY =
            new Key<>("key", Formats.WIREGUARD_KEY, "The member's WireGuard public key. Required.");
    private static final Key<String> COMMENT =
            new Key<>("comment", Formats.line("a comment", "a laptop"), "Who or what it is; it goes into wg0.conf.");

    private static final Type<VpnMemberDraft> TYPE =
            new MappingType<>(Shape.of("a VPN member", ADDRESS, KEY, COMMENT), VpnMemberDraft::read);

    static final Names<VpnMemberDraft> NAMES =
            new Names<>("NAME", Formats.plainName("a name for a VPN member", "laptop-1"), TYPE);

    private static VpnMemberDraft read(Section section) {
        return new VpnMemberDraft(
                section.requireSome(ADDRESS),
                section.require(KEY),
                section.find(COMMENT).map(Placed::value));
    }
}
