package no.fribyte.lbprov.step;

import java.time.Duration;

/**
 * How long steps wait.
 *
 * @param agent for a guest agent to answer after power-on; a stock image installs it first
 * @param firstBoot for the whole first boot, packages included
 * @param proof for a member to become healthy once its services run
 * @param handOver for the virtual IPs to move
 * @param shutdown for a guest to power off by itself
 * @param silence for a guest or its node that has answered before to answer again, while something is waited for
 * @param poll between two looks; each one is a line in the guest's journal
 */
public record StepLimits(
        Duration agent,
        Duration firstBoot,
        Duration proof,
        Duration handOver,
        Duration shutdown,
        Duration silence,
        Duration poll) {
    public static StepLimits defaults() {
        return new StepLimits(
                Duration.ofMinutes(10),
                Duration.ofMinutes(20),
                Duration.ofSeconds(90),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofMinutes(5),
                Duration.ofSeconds(1));
    }
}
