"""Which part of the world a country lies in, and the names of its people, capital and cities.

Country names themselves come from Unicode's CLDR through Babel, in every language; see `places`.
"""

from __future__ import annotations

from types import MappingProxyType

# A country a line, or several: its ISO 3166 code, then names in English that CLDR does not have.
COUNTRIES = MappingProxyType(
    {
        "africa": """
DZ Algerian Algiers
AO Angolan Luanda
BJ Beninese Cotonou
BW Botswanan Gaborone
BF Burkinabe Ouagadougou
BI Burundian Bujumbura Gitega
CM Cameroonian Yaounde Yaoundé Douala
CV Cape_Verdean Praia
CF Bangui CAR
TD Chadian N'Djamena
KM Comorian Moroni
CG Brazzaville Republic_of_Congo
CD Congolese Kinshasa DRC Congo DR_Congo DR_Congo's Democratic_Republic_of_Congo
CD Democratic_Republic Democratic_Republic_of_the_Congo Goma Kivu Bukavu M23
CI Ivorian Abidjan Yamoussoukro Ivory_Coast Cote_d'Ivoire
DJ Djiboutian
EG Egyptian Egyptians Cairo Alexandria Sinai
GQ Malabo
ER Eritrean Asmara
SZ Swazi Mbabane Swaziland
ET Ethiopian Ethiopians Addis_Ababa Addis Tigray Amhara Oromia
GA Gabonese Libreville
GM Gambian Banjul Gambia
GH Ghanaian Ghanaians Accra
GN Conakry
GW Bissau
KE Kenyan Kenyans Nairobi Mombasa
LS Basotho Maseru
LR Liberian Monrovia
LY Libyan Libyans Tripoli Benghazi
MG Malagasy Antananarivo
MW Malawian Lilongwe
ML Malian Malians Bamako Timbuktu
MR Mauritanian Nouakchott
MU Mauritian Port_Louis
MA Moroccan Moroccans Rabat Casablanca Marrakech
MZ Mozambican Maputo Cabo_Delgado
NA Namibian Windhoek
NE Nigerien Niamey
NG Nigerian Nigerians Abuja Lagos Boko_Haram Borno Kano
RW Rwandan Rwandans Kigali
SN Senegalese Dakar
SL Freetown
SO Somali Somalis Mogadishu Al-Shabaab Shabaab Somaliland Puntland
ZA South_African South_Africans Pretoria Johannesburg Cape_Town Durban ANC
SS South_Sudanese Juba
SD Sudanese Khartoum Darfur Omdurman El_Fasher Port_Sudan El_Geneina
TZ Tanzanian Dodoma Dar_es_Salaam Zanzibar
TG Togolese Lome
TN Tunisian Tunisians Tunis
UG Ugandan Ugandans Kampala Entebbe
EH Sahrawi
ZM Zambian Lusaka
ZW Zimbabwean Harare
""",
        "americas": """
AR Argentine Argentinian Argentina's Buenos_Aires
BS Bahamian Nassau
BB Bridgetown
BZ Belizean Belmopan
BM Bermudian
BO Bolivian Bolivians La_Paz
BR Brazilian Brazilians Brasilia Sao_Paulo São_Paulo Rio_de_Janeiro Rio Amazonas
CA Canadian Canadians Ottawa Toronto Montreal Vancouver Ontario Quebec Alberta British_Columbia Manitoba
CL Chilean Chileans Santiago
CO Colombian Colombians Bogota Bogotá Medellin Farc
CR Costa_Rican San_Jose
CU Cuban Cubans Havana Guantanamo
DO Santo_Domingo
EC Ecuadorian Ecuadorean Quito Guayaquil Galapagos
SV Salvadoran San_Salvador
GD Grenadian
GL Greenlandic Greenlanders Nuuk
GT Guatemalan
GY Guyanese Georgetown Essequibo
HT Haitian Haitians Port-au-Prince
HN Honduran Tegucigalpa
JM Jamaican Kingston
MX Mexican Mexicans Mexico_City Tijuana Sinaloa Acapulco
NI Nicaraguan Managua
PA Panamanian Panama_Canal
PY Paraguayan Asuncion
PE Peruvian Peruvians Lima
PR Puerto_Rican San_Juan
SR Surinamese Paramaribo
TT Trinidadian Port_of_Spain Trinidad
US American Americans US USA U.S U.S. United_States America Washington White_House Pentagon Capitol_Hill
US Congress Senate Supreme_Court New_York NYC Los_Angeles California Texas Texan Florida Chicago Illinois
US Ohio Michigan Pennsylvania Philadelphia Virginia Maryland Massachusetts Boston Minnesota Minneapolis
US Wisconsin Iowa Missouri Kansas Oklahoma Louisiana New_Orleans Alabama Mississippi Tennessee Nashville
US Memphis Kentucky Arkansas North_Carolina South_Carolina Indiana Colorado Denver Utah Nevada Las_Vegas
US Arizona New_Mexico Oregon Portland Seattle Idaho Montana Wyoming Nebraska Dakota Alaska Hawaii Maui
US Maine Vermont New_Hampshire Connecticut New_Jersey Delaware Houston Dallas Miami Atlanta Detroit
US San_Francisco San_Diego Manhattan Brooklyn Democrats Republicans GOP FBI DOJ DHS ICE Fed Federal_Reserve
US Medicaid Wall_Street
UY Uruguayan Montevideo
VE Venezuelan Venezuelans Caracas
""",
        "asia": """
AF Afghan Afghans Kabul Kandahar Taliban Taliban's
AU Australian Australians Canberra Sydney Melbourne Brisbane Perth Queensland NSW New_South_Wales Victoria
AU Tasmania Adelaide
BD Bangladeshi Bangladeshis Dhaka Rohingya Cox's_Bazar Chittagong
BT Bhutanese Thimphu
BN Bruneian
KH Cambodian Cambodians Phnom_Penh
CN Chinese Beijing Shanghai Xinjiang Tibet Tibetan Uyghur Uyghurs Wuhan Shenzhen Guangdong Sichuan
FJ Fijian Suva
HK Hong_Kong Hongkong Hong_Kongers
IN Indian Indians New_Delhi Delhi Mumbai Kashmir Kolkata Bengaluru Bangalore Chennai Hyderabad Kerala
IN Gujarat Maharashtra Karnataka Tamil_Nadu Punjab Assam Manipur Bihar Uttar_Pradesh Rajasthan Bengal
IN Lok_Sabha BJP
ID Indonesian Indonesians Jakarta Bali Java Sumatra Aceh Papua Sulawesi
JP Japanese Tokyo Osaka Okinawa Fukushima Hiroshima Nagasaki Hokkaido
KZ Kazakh Kazakhs Astana Almaty
KI Tarawa
KP North_Korean North_Koreans Pyongyang DPRK
KR South_Korean South_Koreans Seoul Busan South_Korea's
KG Kyrgyz Bishkek
LA Laotian Vientiane Laos
MO Macau Macao
MY Malaysian Malaysians Kuala_Lumpur Sabah
MV Maldivian
MN Mongolian Ulaanbaatar
MM Burmese Myanmar Naypyidaw Yangon Mandalay Rakhine Burma
NP Nepali Nepalese Kathmandu Everest
NZ New_Zealander New_Zealanders Wellington Auckland Christchurch Maori
PK Pakistani Pakistanis Islamabad Karachi Lahore Peshawar Balochistan Quetta Khyber_Pakhtunkhwa
PG Papua_New_Guinean Port_Moresby
PH Filipino Filipinos Philippine Manila Mindanao Cebu
SG Singaporean Singaporeans
SB Honiara
LK Sri_Lankan Sri_Lankans Colombo
TW Taiwanese Taipei
TJ Tajik Dushanbe
TH Thai Thais Bangkok
TL East_Timor Dili Timorese
TO Tongan
TM Turkmen Ashgabat
UZ Uzbek Tashkent
VU Port_Vila
VN Vietnamese Hanoi Ho_Chi_Minh_City
""",
        "europe": """
AL Albanian Albanians Tirana
AM Armenian Armenians Yerevan Nagorno-Karabakh Karabakh
AT Austrian Austrians Vienna
AZ Azerbaijani Baku Azeri
BY Belarusian Minsk
BE Belgian Belgians Antwerp Flemish
BA Bosnian Bosnia Sarajevo
BG Bulgarian Sofia
HR Croatian Zagreb
CY Cypriot Nicosia
CZ Czech Czechs Prague
DK Danish Copenhagen
EE Estonian Tallinn
FI Finnish Finns Helsinki
FR French Paris Marseille Lyon
GE Georgian Georgians Tbilisi
DE German Germans Berlin Munich Hamburg Frankfurt Cologne Bundestag
GR Greek Greeks Athens Lesbos Crete
HU Hungarian Hungarians Budapest
IS Icelandic Reykjavik
IE Irish Dublin Taoiseach
IT Italian Italians Rome Milan Sicily Lampedusa Naples Venice
XK Kosovar Kosovo Pristina
LV Latvian Riga
LT Lithuanian Vilnius
LU Luxembourgish
MT Maltese Valletta
MD Moldovan Chisinau Transnistria
MC Monegasque
ME Montenegrin Podgorica
MK Macedonian Skopje
NL Dutch Amsterdam The_Hague Hague Rotterdam
NO Norwegian Norwegians Oslo
PL Polish Poles Warsaw Krakow
PT Portuguese Lisbon Madeira
RO Romanian Romanians Bucharest
RU Russian Russians Moscow Kremlin St_Petersburg Siberia Chechen Chechnya Belgorod Kursk
RS Serbian Serbs Belgrade
SK Slovak Slovaks Bratislava
SI Slovenian Ljubljana
ES Spanish Spaniards Madrid Barcelona Catalan Catalonia Valencia Canary_Islands
SE Swedish Swedes Stockholm
CH Swiss Geneva Zurich Bern Davos
UA Ukrainian Ukrainians Kyiv Kiev Kharkiv Odesa Odessa Mariupol Kherson Donetsk Donbas Zaporizhzhia Bakhmut
UA Crimea Dnipro Lviv Kakhovka
GB British Britons Britain UK U.K U.K. London England English Scotland Scottish Wales Welsh
GB Northern_Ireland Westminster Downing_Street Manchester Liverpool Birmingham Glasgow Edinburgh Belfast
GB Cardiff Labour Tory Tories NHS Whitehall
VA Vatican Pope Holy_See
EU European EU Europe Brussels European_Union European_Commission Eurozone Strasbourg
""",
        "middle-east": """
BH Bahraini Manama
IR Iranian Iranians Tehran Isfahan IRGC Hormuz Strait_of_Hormuz
IQ Iraqi Iraqis Baghdad Mosul Basra Kurdistan Erbil
IL Israeli Israelis Israel's Jerusalem Tel_Aviv Knesset IDF Haifa Golan
JO Jordanian Amman
KW Kuwaiti
LB Lebanese Beirut Hezbollah Hizbollah
OM Omani Muscat
PS Palestinian Palestinians Palestine Gaza Gazan Gazans Gaza_Strip West_Bank Ramallah Hamas Rafah
PS Khan_Younis Jenin Nablus Hebron
QA Qatari Doha
SA Saudi Saudis Riyadh Jeddah Mecca
SY Syrian Syrians Damascus Aleppo Idlib Homs
TR Turkish Turks Ankara Istanbul Türkiye Turkiye
AE Emirati UAE Dubai Abu_Dhabi Emirates
YE Yemeni Yemenis Sanaa Sana'a Aden Houthi Houthis Hodeidah Red_Sea
""",
    }
)
