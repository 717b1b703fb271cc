/** What a column may tell about a person. `id-card` is any document number; `name` the name of a person. */
export type PersonalDataKind = "name" | "phone" | "email" | "id-card" | "address";
