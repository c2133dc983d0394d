package no.fribyte.lbprov.plan;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import no.fribyte.lbprov.guest.Expectation;
import no.fribyte.lbprov.guest.GuestMember;
import no.fribyte.lbprov.guest.MemberHealth;
import no.fribyte.lbprov.guest.MemberHealth.Reach;
import no.fribyte.lbprov.guest.MemberStatus;
import no.fribyte.lbprov.guest.PairHealth;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.Service;
import no.fribyte.lbprov.model.WireGuardKey;
import no.fribyte.lbprov.problem.Problem;

/** Puts together how a pair is from what was observed. What a member should be is taken from its marker: no vault needed. */
public final class Health {
    private final Pair pair;
    private final Observed observed;
    private final Census census;

    private Health(Pair pair, Observed observed) {
        this.pair = pair;
        this.observed = observed;
        this.census = new Census(pair, observed.vms());
    }

    public static PairHealth of(Pair pair, Observed observed) {
        Health health = new Health(pair, observed);
        return of(pair, pair.members().stream().map(health::member).toList());
    }

    /** From members that are known already. */
    public static PairHealth of(Pair pair, List<MemberHealth> members) {
        return new PairHealth(
                pair.name(),
                pair.virtualIps().addresses().stream().map(IpAddress::toString).toList(),
                pair.members().stream()
                        .flatMap(member ->
                                members.stream().filter(known -> known.name().equals(member.name())))
                        .toList(),
                List.of());
    }

    private MemberHealth member(Member member) {
        List<OwnVm> own = census.of(member.name());
        // while a member is rebuilt it has two VMs: the one that runs is the one to ask
        Optional<OwnVm> vm = own.stream()
                .filter(candidate -> candidate.vm().running())
                .reduce((first, second) -> second)
                .or(() -> own.stream().reduce((first, second) -> second));
        return vm.map(seen -> seen(member, seen)).orElseGet(() -> notSeen(member));
    }

    private MemberHealth seen(Member member, OwnVm own) {
        Optional<MemberStatus> status = observed.status(member.name());
        Optional<Unread> other = status.isEmpty() ? observed.unreadVm(member.name()) : Optional.empty();
        Optional<Problem> silence = other.map(Unread::problem).or(() -> silence(member));
        return new MemberHealth(
                member.name(),
                own.vm().node(),
                Optional.of(own.vm().id()),
                reach(own, status.isPresent(), other.isPresent()),
                own.marker().state().word(),
                status,
                silence,
                status.map(expectation(own.marker())::unmetBy).orElse(List.of()));
    }

    /** A stopped VM holds nothing; but while a second one of the name is out of sight, nothing is certain. */
    private static Reach reach(OwnVm own, boolean answered, boolean otherUnread) {
        if (answered) {
            return Reach.ANSWERED;
        }
        if (otherUnread) {
            return Reach.UNREACHABLE;
        }
        return own.vm().running() ? Reach.SILENT : Reach.STOPPED;
    }

    private MemberHealth notSeen(Member member) {
        Optional<Unread> hidden = observed.unreadVm(member.name()).or(() -> observed.unreadNode(member.node()));
        // of a silent node its own trouble is told, not that of each VM on it
        Optional<Problem> problem =
                hidden.map(what -> observed.unreadNode(what.node()).orElse(what).problem());
        return new MemberHealth(
                member.name(),
                hidden.map(Unread::node).orElse(member.node()),
                hidden.flatMap(Unread::vm),
                hidden.isPresent() ? Reach.UNREACHABLE : Reach.ABSENT,
                hidden.isPresent() ? MemberHealth.UNKNOWN : MemberHealth.ABSENT,
                Optional.empty(),
                problem,
                List.of());
    }

    private Optional<Problem> silence(Member member) {
        return observed.answers().get(member.name()) instanceof GuestMember.Answer.Silent silent
                ? Optional.of(Problem.warning(silent.reason())
                        .hint("look at its console in the Proxmox VE web interface: VM, Console"))
                : Optional.empty();
    }

    private Expectation expectation(Marker marker) {
        return new Expectation(
                marker.pair().value(),
                marker.member().value(),
                marker.hash(),
                marker.virtualIps().stream().map(IpAddress::toString).collect(Collectors.toSet()),
                pair.services().stream().map(Service::name).collect(Collectors.toSet()),
                marker.publicKey().map(WireGuardKey::base64),
                Optional.empty());
    }
}
