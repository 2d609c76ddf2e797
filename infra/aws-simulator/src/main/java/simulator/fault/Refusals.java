package simulator.fault;

import simulator.Api;
import simulator.Fault;

/** The errors every AWS API has, in the words and codes of each protocol. */
public final class Refusals {

    private Refusals() {}

    public static Fault throttled(Api api) {
        return switch (api) {
            case ELASTIC_LOAD_BALANCING, CLOUD_WATCH, STS, IAM -> new Fault("Throttling", 400, "Rate exceeded");
            case EC2 -> new Fault("RequestLimitExceeded", 503, "Request limit exceeded.");
            case SQS -> new Fault("RequestThrottled", 403, "Request is throttled.");
            default -> new Fault("ThrottlingException", 400, "Rate exceeded");
        };
    }

    public static Fault internalError(Api api) {
        return switch (api.protocol()) {
            case QUERY -> new Fault("InternalFailure", 500, "We encountered an internal error. Please try again.");
            case EC2_QUERY -> new Fault("InternalError", 500, "An internal error has occurred");
            default -> new Fault("InternalServerError", 500, "We encountered an internal error. Please try again.");
        };
    }

    public static Fault expired(Api api) {
        var message = "The security token included in the request is expired";
        return switch (api.protocol()) {
            case QUERY -> new Fault("ExpiredToken", 403, message);
            case EC2_QUERY -> new Fault("RequestExpired", 400, "Request has expired.");
            default -> new Fault("ExpiredTokenException", 400, message);
        };
    }

    public static Fault unknownCredentials(Api api) {
        var message = "The security token included in the request is invalid.";
        return switch (api.protocol()) {
            case QUERY -> new Fault("InvalidClientTokenId", 403, message);
            case EC2_QUERY ->
                new Fault("AuthFailure", 401, "AWS was not able to validate the provided access credentials");
            default -> new Fault("UnrecognizedClientException", 400, message);
        };
    }

    public static Fault denied(Api api, String operation) {
        var message = "User is not authorized to perform: " + api.prefix() + ":" + operation
                + " because no identity-based policy allows the " + api.prefix() + ":" + operation + " action";
        return switch (api.protocol()) {
            case QUERY -> new Fault("AccessDenied", 403, message);
            case EC2_QUERY ->
                new Fault("UnauthorizedOperation", 403, "You are not authorized to perform this operation.");
            default -> new Fault("AccessDeniedException", 400, message);
        };
    }
}
