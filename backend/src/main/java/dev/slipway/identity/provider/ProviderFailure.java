package dev.slipway.identity.provider;

/** A provider does not answer as its protocol asks. */
class ProviderFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ProviderFailure(String message) {
        super(message);
    }
}
