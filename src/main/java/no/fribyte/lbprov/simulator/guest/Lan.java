package no.fribyte.lbprov.simulator.guest;

/** The layer 2 between all running guests, and the hooks with which a test breaks it. */
public final class Lan {
    Lan() {}

    public void stopService(String diskId, String unit) {}

    public void backendDown(String address) {}

    public void backendUp(String address) {}

    public void cut(String diskId) {}

    public void heal(String diskId) {}
}
