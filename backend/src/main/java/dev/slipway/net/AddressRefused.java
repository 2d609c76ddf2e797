package dev.slipway.net;

/** An address that the portal does not ask; the message is for people. */
public class AddressRefused extends Exception {

    private static final long serialVersionUID = 1L;

    AddressRefused(String message) {
        super(message);
    }
}
