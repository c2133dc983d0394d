package no.fribyte.lbprov.plan;

import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.step.VerifyPair;
import no.fribyte.lbprov.step.VmRef;

/** Where each member will be found once a plan has run, for the check at its end. */
final class PairCheck {
    private final Desired desired;
    private final Census census;
    private final Ids ids;

    PairCheck(Desired desired, Census census, Ids ids) {
        this.desired = desired;
        this.census = census;
        this.ids = ids;
    }

    /** A member that the plan works on: one that is made anew has another number and other files then. */
    VerifyPair.Part worked(Member member) {
        List<OwnVm> own = census.of(member.name());
        Optional<OwnVm> anew = own.stream()
                .skip(Math.max(0, own.size() - 1))
                .filter(vm -> vm.underConstruction() && !vm.isBegunFor(desired, member))
                .findFirst();
        return anew.map(begun -> part(
                        member,
                        new VmRef(
                                member.node(),
                                ids.again(member, begun).orElseThrow(),
                                member.name(),
                                desired.place().pool()),
                        desired.hash(member)))
                .orElseGet(() -> part(member));
    }

    /** A member as it is, or will be made. */
    VerifyPair.Part part(Member member) {
        List<OwnVm> own = census.of(member.name());
        if (own.isEmpty()) {
            VmId id = ids.of(member).orElseThrow();
            return part(
                    member,
                    new VmRef(member.node(), id, member.name(), desired.place().pool()),
                    desired.hash(member));
        }
        OwnVm newest = own.get(own.size() - 1);
        VmRef vm = new VmRef(
                newest.vm().node(),
                newest.vm().id(),
                member.name(),
                desired.place().pool());
        return part(member, vm, newest.marker().hash());
    }

    VerifyPair.Part part(Member member, VmRef vm, String hash) {
        return new VerifyPair.Part(vm, desired.expectation(member, hash));
    }
}
