package no.fribyte.lbprov.app;

import java.time.InstantSource;
import java.util.Optional;
import no.fribyte.lbprov.plan.Demo;
import no.fribyte.lbprov.proxmox.Patience;
import no.fribyte.lbprov.proxmox.Pause;
import no.fribyte.lbprov.proxmox.Proxmox;
import no.fribyte.lbprov.proxmox.Timeouts;
import no.fribyte.lbprov.run.LaneLog;
import no.fribyte.lbprov.step.StepContext;
import no.fribyte.lbprov.step.StepLimits;

/** Lets the tests of steps work with the real context instead of a double of it. */
public final class LiveContexts {
    private final Proxmox proxmox;
    private final Times times;
    private final BegunTasks begun;

    public LiveContexts(Proxmox proxmox, InstantSource clock, Pause pause, StepLimits limits) {
        this.proxmox = proxmox;
        this.times = new Times(clock, pause, limits, Timeouts.defaults(), Patience.defaults());
        this.begun = new BegunTasks(proxmox);
    }

    /** One in which nobody else works on the pair. */
    public StepContext of(LaneLog log) {
        LiveHold alone = new LiveHold(proxmox, times.clock(), Demo.LEASE, (known, claim) -> Optional.empty());
        return new LiveContext(proxmox, times, alone, begun, members -> {}, log);
    }
}
