package no.fribyte.lbprov.step;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import no.fribyte.lbprov.guest.GuestMember;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.proxmox.Attempt;
import no.fribyte.lbprov.proxmox.ProxmoxFailure;

/**
 * Waiting for guests, who are silent now and then: an agent is restarted by apt, a node's API by an update. Such silence
 * has a limit of its own, and does not use up the time that a guest gets for what it is to do.
 */
final class Wait {
    private final StepContext context;
    private final Duration limit;
    private final Instant started;
    private final Map<VmRef, Instant> heard = new LinkedHashMap<>();
    private final Map<VmRef, String> silent = new LinkedHashMap<>();
    private Duration lost = Duration.ZERO;

    /** For commands alone. */
    Wait(StepContext context) {
        this(context, Duration.ZERO);
    }

    /**
     * @param limit for what is waited for
     */
    Wait(StepContext context, Duration limit) {
        this.context = context;
        this.limit = limit;
        this.started = context.now();
    }

    /** The answer; empty while nobody answers, and then {@link #silence} says why. */
    <T> Optional<T> ask(VmRef vm, Function<GuestMember, T> question) {
        Attempt<T> attempt = context.guest(vm).attempt(question);
        if (attempt.failure().isPresent()) {
            silent.put(vm, attempt.failure().map(ProxmoxFailure::text).orElseThrow());
            return Optional.empty();
        }
        if (silent.remove(vm) != null) {
            lost = lost.plus(silenceOf(vm));
        }
        heard.put(vm, context.now());
        return attempt.value();
    }

    /** Gives a command until it is done. */
    void tell(VmRef vm, Consumer<GuestMember> command) {
        while (ask(vm, guest -> {
                    command.accept(guest);
                    return true;
                })
                .isEmpty()) {
            if (isOver()) {
                throw new LbprovException(
                        ExitStatus.STEP_FAILED,
                        Problem.error("%s does not answer".formatted(vm))
                                .because(silence())
                                .hint("look at node %s and at the VM's console, then run this again"
                                        .formatted(vm.node())));
            }
            pause(silence());
        }
    }

    /** Who did not answer when asked last, for how long, and why; empty if everybody did. */
    String silence() {
        return String.join("\n", silent.keySet().stream().map(this::silence).toList());
    }

    /** The same of one of them. */
    String silence(VmRef vm) {
        return "%s has not answered for %d s: %s"
                .formatted(vm.member(), silenceOf(vm).toSeconds(), silent.getOrDefault(vm, ""));
    }

    boolean isSilent(VmRef vm) {
        return silent.containsKey(vm);
    }

    boolean isSilent() {
        return !silent.isEmpty();
    }

    /** Somebody has been silent for too long, or everybody answers and the time is up. */
    boolean isOver() {
        Duration silence = context.limits().silence();
        if (isSilent()) {
            return silent.keySet().stream().anyMatch(vm -> silenceOf(vm).compareTo(silence) > 0);
        }
        // an agent that comes and goes must not draw this out for ever
        Duration borne = lost.compareTo(silence) < 0 ? lost : silence;
        return elapsed().compareTo(limit.plus(borne)) > 0;
    }

    Duration elapsed() {
        return Duration.between(started, context.now());
    }

    /** Until the next look. */
    void pause(String progress) {
        context.progress(progress);
        context.pause(context.limits().poll());
    }

    private Duration silenceOf(VmRef vm) {
        return Duration.between(heard.getOrDefault(vm, started), context.now());
    }
}
