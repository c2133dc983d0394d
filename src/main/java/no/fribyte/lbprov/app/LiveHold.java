package no.fribyte.lbprov.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import no.fribyte.lbprov.model.Lease;
import no.fribyte.lbprov.model.Mark;
import no.fribyte.lbprov.model.MarkerText;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.proxmox.Attempt;
import no.fribyte.lbprov.proxmox.Form;
import no.fribyte.lbprov.proxmox.Proxmox;
import no.fribyte.lbprov.proxmox.ProxmoxFailure;
import no.fribyte.lbprov.proxmox.VmApi;
import no.fribyte.lbprov.proxmox.VmConfig;
import no.fribyte.lbprov.step.Hold;
import no.fribyte.lbprov.step.VmRef;

/** A run's leases on real VMs: renews them while the run is long, notices when one was lost, gives them up in the end. */
final class LiveHold implements Hold {
    /** A third of the term: two may fail before anybody else may come. */
    private static final Duration RENEWAL = Lease.TERM.dividedBy(3);

    /** A lane at work calls at every look, and no call of it takes as long as this. */
    private static final Duration AT_WORK = Duration.ofMinutes(3);

    private final Proxmox proxmox;
    private final InstantSource clock;
    private final Lease own;
    private final BiFunction<Set<VmRef>, Optional<VmRef>, Optional<LbprovException>> rivals;
    /** By when they were taken; also those that were given up. */
    private final Map<VmRef, Instant> since = new ConcurrentHashMap<>();
    /** By when the lease was last seen to be there, on this machine's clock: it goes on while the machine sleeps. */
    private final Map<VmRef, Instant> held = new ConcurrentHashMap<>();
    /** When a lane was last heard of, by the JVM's own timer: no clock that is set must make two lanes write at once. */
    private final Map<String, Long> heard = new ConcurrentHashMap<>();

    /**
     * @param rivals looks for others, given the VMs that this run has put its lease on, and its claim
     */
    LiveHold(
            Proxmox proxmox,
            InstantSource clock,
            Lease own,
            BiFunction<Set<VmRef>, Optional<VmRef>, Optional<LbprovException>> rivals) {
        this.proxmox = proxmox;
        this.clock = clock;
        this.own = own;
        this.rivals = rivals;
    }

    @Override
    public Mark stamped(VmRef vm, Mark marker) {
        Instant now = now(vm);
        Optional<Lease> stamped = marker.lease()
                .map(lease -> lease.takenAt(since.getOrDefault(vm, now)).renewedAt(now));
        return marker.with(stamped);
    }

    @Override
    public void takes(VmRef vm) {
        since.putIfAbsent(vm, now(vm));
        held.put(vm, clock.instant());
    }

    @Override
    public void givesUp(VmRef vm) {
        held.remove(vm);
    }

    @Override
    public void missed(VmRef vm) {
        since.remove(vm);
        held.remove(vm);
    }

    @Override
    public void refuseOthers(VmRef vm, Mark marker) {
        boolean own = marker.lease().filter(this.own::isOf).isPresent();
        if (!own && (marker.lease().isPresent() || held.containsKey(vm))) {
            throw lost(vm, marker.lease());
        }
    }

    @Override
    public Optional<LbprovException> rival(Optional<VmRef> claim) {
        return rivals.apply(Set.copyOf(since.keySet()), claim);
    }

    /**
     * To be called before each write and at each look while waiting: costs nothing until a lease has to be renewed. After a
     * long sleep of this machine it finds out whether somebody else has come.
     *
     * @param lane who calls: the leases on its own VMs are its to renew, and those of whoever is not at work any more
     */
    synchronized void keep(String lane) {
        heard.put(lane, System.nanoTime());
        for (VmRef vm : List.copyOf(held.keySet())) {
            Instant seen = held.getOrDefault(vm, Instant.MAX);
            Duration blind = Duration.between(seen, clock.instant());
            if (blind.compareTo(RENEWAL) >= 0) {
                look(
                        vm,
                        lane.equals(vm.member().value())
                                || !isAtWork(vm.member().value()),
                        blind);
            }
        }
    }

    /** Two lanes must not write to one VM at once: each would spoil the other's digest. */
    private boolean isAtWork(String lane) {
        return Optional.ofNullable(heard.get(lane))
                .filter(last -> System.nanoTime() - last < AT_WORK.toNanos())
                .isPresent();
    }

    private void look(VmRef vm, boolean renew, Duration blind) {
        Attempt<Optional<VmConfig>> look = Attempt.of(() -> api(vm).config());
        if (look.failure().isPresent()) {
            // a node that is silent for a while takes nothing from us, until the lease has run out
            if (blind.compareTo(Lease.TERM) >= 0) {
                look.orThrow();
            }
            return;
        }
        Optional<VmConfig> config = look.orThrow();
        Optional<Lease> lease = config.flatMap(LiveHold::marker).flatMap(Mark::lease);
        if (lease.filter(own::isOf).isPresent()) {
            boolean fresh =
                    lease.orElseThrow().until().minus(RENEWAL.multipliedBy(2)).isAfter(now(vm));
            boolean kept = fresh || (renew && write(vm, config.orElseThrow(), true));
            held.computeIfPresent(vm, (same, before) -> kept ? clock.instant() : before);
        } else if (held.containsKey(vm) && config.filter(LiveHold::isBeingMade).isEmpty()) {
            throw lost(vm, lease);
        }
    }

    /** The call that makes it has its number; what the call says, the lease too, is written when the disk is there. */
    private static boolean isBeingMade(VmConfig config) {
        return config.lock().filter(Set.of("create", "clone")::contains).isPresent()
                && marker(config).isEmpty();
    }

    /** Gives up what is still held, so that nobody has to wait; what cannot be given up now ends by itself. */
    List<Problem> release(boolean all) {
        Map<VmRef, Optional<ProxmoxFailure>> failed = new LinkedHashMap<>();
        List<VmRef> vms = new ArrayList<>(all ? since.keySet() : held.keySet());
        // the one that was taken first goes last: while it is held, nobody begins
        vms.sort(Comparator.comparing((VmRef vm) -> vm.member().value())
                .thenComparing(vm -> vm.id().number())
                .reversed());
        for (VmRef vm : vms) {
            Attempt<Boolean> release = Attempt.of(() -> {
                Optional<VmConfig> config = api(vm).config();
                return config.filter(this::isOurs).isEmpty() || write(vm, config.get(), false);
            });
            givesUp(vm);
            release.failure().ifPresent(failure -> failed.put(vm, release.failure()));
            if (release.failedAs(ProxmoxFailure.Kind.UNREACHABLE)) {
                break;
            }
        }
        return failed.entrySet().stream()
                .map(each -> Problem.warning("%s still says that this run works on it".formatted(each.getKey()))
                        .because(each.getValue().map(ProxmoxFailure::text).orElse(""))
                        .hint("nothing has to be done: that ends by itself after %d min"
                                .formatted(Lease.TERM.toMinutes())))
                .toList();
    }

    private boolean isOurs(VmConfig config) {
        return marker(config).flatMap(Mark::lease).filter(own::isOf).isPresent();
    }

    /** Whether it was written; not when somebody wrote at the same moment. */
    private boolean write(VmRef vm, VmConfig config, boolean keep) {
        Mark marker = marker(config).orElseThrow();
        Mark wanted = keep ? stamped(vm, marker) : marker.with(Optional.empty());
        Form description = Form.empty().with("description", MarkerText.update(config.description(), wanted));
        Attempt<Boolean> write = Attempt.of(() -> {
            api(vm).updateNow(description, config.digest());
            return true;
        });
        return keep ? write.value().orElse(false) : write.orThrow();
    }

    private static LbprovException lost(VmRef vm, Optional<Lease> other) {
        return new LbprovException(
                ExitStatus.SOMEONE_ELSE,
                Problem.error("someone else has taken %s from this run".formatted(vm))
                        .because(other.map(lease -> "by now " + lease.words())
                                .orElse("this run's lease is not there any more"))
                        .hint("nothing more was done; when that run has ended, run the same command again"));
    }

    private static Optional<Mark> marker(VmConfig config) {
        return MarkerText.read(config.description()).mark();
    }

    private VmApi api(VmRef vm) {
        return proxmox.node(vm.node()).vm(vm.id());
    }

    private Instant now(VmRef vm) {
        return proxmox.client(vm.node()).now();
    }
}
