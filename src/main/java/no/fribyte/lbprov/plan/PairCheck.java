package no.fribyte.lbprov.plan;

import java.util.List;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.step.VerifyPair;
import no.fribyte.lbprov.step.VmRef;

/** Where each member will be found once a plan has run, for the check at its end. */
final class PairCheck {
    private final Desired desired;
    private final Observed observed;
    private final Census census;
    private final Ids ids;

    PairCheck(Desired desired, Observed observed, Census census, Ids ids) {
        this.desired = desired;
        this.observed = observed;
        this.census = census;
        this.ids = ids;
    }

    /** A member that the plan works on: one that is made anew has another number and other files then. */
    VerifyPair.Part worked(Member member) {
        List<OwnVm> own = census.of(member.name());
        boolean anew = own.size() == 1
                && own.get(0).underConstruction()
                && !own.get(0).isBegunFor(desired, observed, member)
                && !own.get(0).hasProved(observed);
        VerifyPair.Part part = anew ? part(member, ids.again(member, own.get(0)).orElseThrow()) : part(member);
        return new VerifyPair.Part(part.vm(), part.expectation(), Marker.State.READY);
    }

    /** A member as it is, or will be made. */
    VerifyPair.Part part(Member member) {
        List<OwnVm> own = census.of(member.name());
        if (own.isEmpty()) {
            return part(member, ids.of(member).orElseThrow());
        }
        OwnVm newest = own.get(own.size() - 1);
        VmRef vm = new VmRef(
                newest.vm().node(),
                newest.vm().id(),
                member.name(),
                desired.place().pool());
        return new VerifyPair.Part(
                vm,
                desired.expectation(member, newest.marker().hash()),
                newest.marker().state());
    }

    private VerifyPair.Part part(Member member, VmId id) {
        VmRef vm = new VmRef(member.node(), id, member.name(), desired.place().pool());
        return new VerifyPair.Part(vm, desired.expectation(member, desired.hash(member)), Marker.State.READY);
    }
}
