package simulator;

/**
 * Who calls, from the credentials that the request was signed with.
 *
 * @param accessKey the access key id
 * @param principal ARN of the user or of the assumed role's session
 */
public record Caller(Place place, String accessKey, String principal) {}
