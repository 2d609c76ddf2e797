package dev.slipway.identity;

/**
 * A further way to sign in, offered as a link on the sign-in page; it ends by calling {@link SignIns#begin}. Beans of
 * this type are shown in their order.
 */
public interface SignInMethod {

    /** What the link says, such as {@code Sign in with GitHub}. */
    String title();

    /** Where it begins; gets the parameter {@code continue}. */
    String path();
}
