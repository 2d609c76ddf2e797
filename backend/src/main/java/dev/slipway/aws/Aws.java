package dev.slipway.aws;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Waits for answers of AWS, on a thread that may wait. */
public final class Aws {

    /** Answers that concern who asks, and pass when the credentials are renewed. */
    private static final Set<String> CREDENTIALS = Set.of(
            "ExpiredToken",
            "ExpiredTokenException",
            "RequestExpired",
            "UnrecognizedClientException",
            "InvalidClientTokenId",
            "InvalidSignatureException",
            "InvalidAccessKeyId");

    private Aws() {}

    /**
     * The answer.
     *
     * @throws AwsUnavailable if it could not be asked; any other refusal is thrown as the service's own exception
     */
    public static <T> T await(CompletableFuture<T> asked) throws AwsUnavailable {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            throw unavailable(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            asked.cancel(true);
            Thread.currentThread().interrupt();
            throw AwsUnavailable.interrupted(e);
        }
    }

    private static AwsUnavailable unavailable(Throwable failure) {
        return switch (failure) {
            case CompletionException wrapped when wrapped.getCause() != null -> unavailable(wrapped.getCause());
            case AwsServiceException refused
            when refused.isThrottlingException() ->
                new AwsUnavailable("AWS throttles: " + told(refused), true, refused);
            case AwsServiceException refused
            when CREDENTIALS.contains(code(refused)) ->
                new AwsUnavailable("the credentials are not valid: " + told(refused), false, refused);
            case AwsServiceException refused
            when refused.statusCode() >= 500 ->
                new AwsUnavailable("AWS is out of order: " + told(refused), false, refused);
            case AwsServiceException refused -> throw refused;
            case SdkClientException unreachable ->
                new AwsUnavailable(String.valueOf(unreachable.getMessage()), false, unreachable);
            case RuntimeException other -> throw other;
            default -> new AwsUnavailable(String.valueOf(failure.getMessage()), false, failure);
        };
    }

    /** The error's code as the service names it, such as {@code ClusterNotFoundException}; empty if it has none. */
    public static String code(AwsServiceException refused) {
        var details = refused.awsErrorDetails();
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }

    /** Code and message of a refusal, for people. */
    public static String told(AwsServiceException refused) {
        var details = refused.awsErrorDetails();
        if (details == null || details.errorMessage() == null) {
            return String.valueOf(refused.getMessage());
        }
        return details.errorCode() + ": " + details.errorMessage();
    }
}
